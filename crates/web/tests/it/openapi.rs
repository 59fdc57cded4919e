//! The description of the API: the same as the file, and no address beside it without a token.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

use crate::house::House;

/// Written anew when `PIKET_REGENERATE` is set; programs are generated from it, so a change of it
/// is a change of the API.
const FILE: &str = "openapi.json";

#[test]
#[expect(clippy::disallowed_methods, reason = "how a golden file is written anew")]
fn openapi_of_the_handlers_is_what_the_file_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let described = piket_web::openapi();
    if std::env::var("PIKET_REGENERATE").is_ok_and(|wanted| wanted == "1") {
        fs::write(&path, &described).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == described,
        "crates/web/openapi.json is old: run this test with PIKET_REGENERATE=1 and look at the \
         difference"
    );
}

/// Every address and method of the description.
pub(crate) fn operations() -> Vec<(Method, String, Value)> {
    let description: Value = serde_json::from_str(&piket_web::openapi()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, operation)| {
            let method = method.to_uppercase().parse().unwrap();
            (method, path.clone(), operation.clone())
        })
    });
    operations.collect()
}

#[test]
fn openapi_is_version_3_1_and_describes_every_answer_and_every_word() {
    let description: Value = serde_json::from_str(&piket_web::openapi()).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let operations = operations();
    assert!(operations.len() > 40, "{}", operations.len());
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations {
        let name = operation["operationId"].as_str().unwrap().to_owned();
        assert!(names.insert(name.clone()), "{name} is the name of two operations");
        let said = |field: &str| operation[field].as_str().is_some_and(|text| !text.is_empty());
        assert!(said("summary") || said("description"), "{method} {path} is not described");
        for status in ["401", "404", "503"] {
            assert!(!operation["responses"][status].is_null(), "{method} {path}: {status}");
        }
    }
}

#[test]
fn openapi_refers_to_nothing_that_it_does_not_describe() {
    let text = piket_web::openapi();
    let description: Value = serde_json::from_str(&text).unwrap();
    let schemas = &description["components"]["schemas"];
    let references: Vec<&str> = text
        .split("\"$ref\": \"#/components/schemas/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(references.len() > 100);
    for reference in references {
        assert!(schemas[reference].is_object(), "{reference}");
    }
}

#[test]
fn openapi_has_a_name_of_its_own_for_every_document() {
    // Two types of one name would silently be described as one.
    let mut names = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for described in text.split("ToSchema)]").skip(1) {
                let head = described.split('{').next().unwrap();
                let own = head.split_whitespace().next_back().unwrap();
                let given = head.split("(as = ").nth(1).and_then(|rest| rest.split(')').next());
                let name = given.unwrap_or(own).to_owned();
                assert!(names.insert(name.clone()), "{name} in {}", path.display());
            }
        }
    }
    assert!(names.len() > 50, "{names:?}");
}

#[tokio::test]
async fn openapi_has_no_address_that_answers_without_a_token() {
    let house = House::new().await;
    for (method, path, _) in operations() {
        let path = path.replace("{number}", "INC-1").replace(['{', '}'], "");
        for token in [None, Some("Bearer pk_wrong"), Some("Basic aWxzZTp4")] {
            let mut request = Request::builder().method(&method).uri(format!("/api/v1{path}"));
            if let Some(token) = token {
                request = request.header("authorization", token);
            }
            let answer = house.answer(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.problem(), (401, "no_token".to_owned()), "{method} {path}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn the_description_itself_is_open_to_everybody() {
    let answer = House::new().await.get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text(), piket_web::openapi());
}
