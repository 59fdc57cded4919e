// Types of what the bundle imports from npm without types of its own.

declare module "htmx.org/dist/htmx.esm.js" {
  interface Swap {
    text: string;
    target: Element;
    sourceElement?: Element;
    swap?: string;
  }
  const htmx: { swap(what: Swap): Promise<void>; process(element: Element): void };
  export default htmx;
}
