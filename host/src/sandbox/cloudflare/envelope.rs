//! Cloudflare's envelope of a success (provider document 1.1) and its pages. It knows no result.

use axum::Json;
use serde_json::{Value, json};

use super::{error::Error, object::put};

/// A success with one result.
pub fn success(result: Value) -> Json<Value> {
    Json(json!({ "result": result, "success": true, "errors": [], "messages": [] }))
}

/// A page of a list.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    number: usize,
    size: usize,
}

impl Page {
    /// Reads `page` and `per_page`.
    ///
    /// # Errors
    /// 400 when one is no number or out of range.
    pub fn read(
        query: &[(String, String)],
        default: usize,
        least: usize,
        most: usize,
    ) -> Result<Self, Error> {
        let number = |name, default, least, most| {
            let Some((_, text)) = query.iter().find(|(key, _)| key == name) else {
                return Ok(default);
            };
            let number = text.parse().ok().filter(|number| (least..=most).contains(number));
            number.ok_or_else(|| Error::parameter(name))
        };
        Ok(Self {
            number: number("page", 1, 1, usize::MAX)?,
            size: number("per_page", default, least, most)?,
        })
    }

    /// A page that holds everything, as the review list shows.
    pub fn whole(count: usize) -> Self {
        Self { number: 1, size: count.max(100) }
    }

    /// A success with this page of the items.
    pub fn success(self, items: Vec<Value>) -> Json<Value> {
        let total = items.len();
        let skipped = (self.number - 1).saturating_mul(self.size);
        let shown: Vec<Value> = items.into_iter().skip(skipped).take(self.size).collect();
        let info = json!({
            "page": self.number,
            "per_page": self.size,
            "count": shown.len(),
            "total_count": total,
            "total_pages": total.div_ceil(self.size),
        });
        let Json(mut body) = success(shown.into());
        put(&mut body, "result_info", info);
        Json(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str, per_page: &str) -> Result<Page, Error> {
        let query = [("page", page), ("per_page", per_page)]
            .map(|(key, value)| (key.to_owned(), value.to_owned()));
        Page::read(&query, 20, 5, 50)
    }

    #[test]
    fn pages_state_their_counts() {
        let items = || (0..13).map(Value::from).collect();
        let Json(body) = read("3", "5").unwrap().success(items());
        assert_eq!(body["result"], json!([10, 11, 12]));
        let info =
            json!({ "page": 3, "per_page": 5, "count": 3, "total_count": 13, "total_pages": 3 });
        assert_eq!(body["result_info"], info);
        let Json(empty) = Page::read(&[], 20, 5, 50).unwrap().success(vec![]);
        assert_eq!(empty["result_info"]["total_pages"], 0);
    }

    #[test]
    fn refuses_numbers_out_of_range() {
        for (page, per_page) in [("0", "5"), ("1", "4"), ("1", "51"), ("x", "5"), ("-1", "5")] {
            assert!(read(page, per_page).is_err(), "{page} {per_page}");
        }
    }
}
