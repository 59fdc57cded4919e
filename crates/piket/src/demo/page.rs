//! The pages of the demo's small web sites: templates beside their handlers, compiled in.

use std::sync::LazyLock;

use axum::response::Html;
use minijinja::{Environment, Value};

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    for (name, source) in [
        ("goods.html", include_str!("shop/goods.html")),
        ("closed.html", include_str!("shop/closed.html")),
        ("moved.html", include_str!("shop/moved.html")),
        ("neighbour.html", include_str!("shop/neighbour.html")),
        ("shop.css", include_str!("shop/shop.css")),
        ("storing.html", include_str!("room/storing.html")),
        ("letters.html", include_str!("room/letters.html")),
        ("letter.html", include_str!("room/letter.html")),
        ("room.css", include_str!("room/room.css")),
    ] {
        pages.add_template(name, source).expect("the templates of the demo can be read");
    }
    pages
});

/// A page with these values.
pub(super) fn html(name: &str, values: impl Into<Value>) -> Html<String> {
    let page = PAGES.get_template(name).and_then(|page| page.render(values));
    Html(page.unwrap_or_else(|why| {
        tracing::error!("The page {name} of the demo cannot be made: {why}");
        String::new()
    }))
}
