//! `GET /user/tokens/verify`: whether a token is one. It refuses tokens that belong to an account
//! instead of a user, though they work elsewhere (provider document 1.10).

use axum::{Extension, Json};
use serde_json::{Value, json};

use super::{Session, error::Error};
use crate::{ids, sandbox::sentinel::KeyBehaviour};

/// Answers the call.
pub async fn handle(Extension(session): Session) -> Result<Json<Value>, Error> {
    if session.behaviour == KeyBehaviour::AccountOwned {
        return Err(Error::invalid_token());
    }
    Ok(Json(json!({
        "result": { "id": ids::hex32(&"token"), "status": "active" },
        "success": true,
        "errors": [],
        "messages": [{ "code": 10000, "message": "This API Token is valid and active", "type": null }],
    })))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn a_success_carries_the_code_of_a_failure_as_its_message() {
        let answer = Host::new().await.get("/user/tokens/verify").await;
        assert_eq!(answer.body["result"]["status"], "active");
        assert_eq!(answer.body["messages"][0]["code"], 10000);
    }

    #[tokio::test]
    async fn does_not_verify_a_token_of_an_account() {
        let host = Host::new().await;
        let answer = host.call("sandbox-account-owned", "GET", "/user/tokens/verify", None).await;
        assert_eq!((answer.status, answer.code()), (401, 1000));
        assert_eq!(host.call("sandbox-account-owned", "GET", "/zones", None).await.status, 200);
    }
}
