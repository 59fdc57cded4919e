//! The pages of the demo's small web sites: templates beside their handlers, compiled in.

use std::sync::LazyLock;

use axum::response::Html;
use minijinja::{Environment, Value};

const TEMPLATES: [(&str, &str); 7] = [
    ("goods.html", include_str!("shop/goods.html")),
    ("closed.html", include_str!("shop/closed.html")),
    ("moved.html", include_str!("shop/moved.html")),
    ("neighbour.html", include_str!("shop/neighbour.html")),
    ("storing.html", include_str!("room/storing.html")),
    ("letters.html", include_str!("room/letters.html")),
    ("letter.html", include_str!("room/letter.html")),
];

const STYLES: [(&str, &str); 2] =
    [("shop_css", include_str!("shop/shop.css")), ("room_css", include_str!("room/room.css"))];

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    for (name, source) in TEMPLATES {
        pages.add_template(name, source).expect("the templates of the demo can be read");
    }
    for (name, style) in STYLES {
        pages.add_global(name, Value::from_safe_string(style.to_owned()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_demo_can_be_made_even_of_nothing() {
        for (name, _) in TEMPLATES {
            let Html(page) = html(name, minijinja::context! { letter => minijinja::context! {} });
            assert!(page.ends_with("</html>") && page.contains("<style>"), "{name}: {page}");
        }
    }
}
