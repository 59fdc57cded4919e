//! The wardrobe: styles, scripts, fonts and icons as bytes in the binary.
//!
//! `ui/` makes them and `build.rs` has it done; here they are only found by name. This crate
//! knows no HTTP: which encoding a browser takes and which headers it gets is the door's business.
//!
//! A debug build reads `ui/dist` at each request, so that an edit of a style needs no new build;
//! a release build carries everything.

mod manifest;

use std::borrow::Cow;

use rust_embed::RustEmbed;

pub use manifest::{app, icons, mark, style, theme};

/// Where the door serves [`get`]: every address of this crate starts with it.
pub const PREFIX: &str = "/assets/";

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
struct Wardrobe;

/// One file, as it is and in its smaller forms.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The file itself.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, with the charset where it is text.
    pub content_type: &'static str,
    /// Whether the name carries a hash of the content, so that it may be kept for ever.
    pub immutable: bool,
    /// The same, compressed with brotli, where that makes it smaller.
    pub brotli: Option<Cow<'static, [u8]>>,
    /// The same, compressed with gzip, where that makes it smaller.
    pub gzip: Option<Cow<'static, [u8]>>,
}

/// The file at `path` below [`PREFIX`], for example `style-E4NNZDPB.css`.
pub fn get(path: &str) -> Option<Asset> {
    let content_type = content_type(path)?;
    let bytes = bytes(path)?;
    Some(Asset {
        content_type,
        immutable: is_hashed(path),
        brotli: bytes_smaller(&format!("{path}.br"), bytes.len()),
        gzip: bytes_smaller(&format!("{path}.gz"), bytes.len()),
        bytes,
    })
}

/// Licence texts of everything from npm that is shipped, for `piket licences`.
pub fn licences() -> String {
    let text = bytes("licences.txt").unwrap_or_default();
    String::from_utf8_lossy(&text).into_owned()
}

fn bytes(path: &str) -> Option<Cow<'static, [u8]>> {
    Wardrobe::get(path).map(|file| file.data)
}

fn bytes_smaller(path: &str, than: usize) -> Option<Cow<'static, [u8]>> {
    bytes(path).filter(|bytes| bytes.len() < than)
}

/// `None` for what is not for browsers: the manifest, the compressed siblings, the build's mark.
fn content_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// Whether the name ends in eight capitals or digits before its ending: `app-QSNOI3C5.js`.
fn is_hashed(path: &str) -> bool {
    path.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-')).is_some_and(|(_, hash)| {
        hash.len() == 8
            && hash.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str) -> Asset {
        get(address.strip_prefix(PREFIX).unwrap()).unwrap()
    }

    #[test]
    fn every_address_that_a_page_names_leads_to_a_file_that_may_be_kept_for_ever() {
        for address in [app(), theme(), style(), icons(), mark()] {
            let asset = found(address);
            assert!(asset.immutable, "{address} carries a hash");
            assert!(!asset.bytes.is_empty(), "{address} is empty");
        }
    }

    #[test]
    fn styles_and_scripts_are_served_with_their_type_and_in_smaller_forms() {
        assert_eq!(found(style()).content_type, "text/css; charset=utf-8");
        let script = found(app());
        assert_eq!(script.content_type, "text/javascript; charset=utf-8");
        let (brotli, gzip) = (script.brotli.unwrap(), script.gzip.unwrap());
        assert!(brotli.len() < gzip.len() && gzip.len() < script.bytes.len());
    }

    #[test]
    fn scripts_and_styles_together_stay_under_120_kilobytes_on_the_wire() {
        let wire = [app(), theme(), style()].map(|address| found(address).brotli.unwrap().len());
        assert!(wire.iter().sum::<usize>() < 120 * 1024, "{wire:?}");
    }

    #[test]
    fn files_that_are_not_for_browsers_and_paths_that_lead_outside_are_not_found() {
        for path in
            ["manifest.json", "licences.txt", ".stamp", "../package.json", "../src/app.ts", ""]
        {
            assert!(get(path).is_none(), "{path}");
        }
        assert!(get("../src/style.css").is_none());
    }

    #[test]
    fn the_style_sheet_names_its_fonts_by_addresses_that_exist() {
        let sheet = String::from_utf8(found(style()).bytes.into_owned()).unwrap();
        let fonts: Vec<_> =
            sheet.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        let own: Vec<_> =
            fonts.iter().filter_map(|url| url.trim_matches('"').strip_prefix("./")).collect();
        assert!(own.len() >= 3, "{fonts:?}");
        for font in own {
            assert_eq!(get(font).unwrap().content_type, "font/woff2");
        }
    }

    #[test]
    fn the_icon_sprite_has_the_icons_that_code_chooses_at_run_time() {
        let sprite = String::from_utf8(found(icons()).bytes.into_owned()).unwrap();
        for icon in ["i-lock", "i-send", "i-check"] {
            assert!(sprite.contains(&format!("id=\"{icon}\"")), "{icon}");
        }
    }

    #[test]
    fn licences_name_every_package_that_is_shipped() {
        let text = licences();
        for package in
            ["@tabler/core", "@tabler/icons", "fontsource-variable/inter", "htmx.org", "uplot"]
        {
            assert!(text.contains(package), "{package}");
        }
    }
}
