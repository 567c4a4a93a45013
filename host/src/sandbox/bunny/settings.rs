//! The settings of a zone (provider document 2.2, 2.4). They change nothing here but the way in which
//! the zone is shown.

use serde_json::{Map, Value, json};

use super::{error::Error, fields::Fields};
use crate::sandbox::domain_name;

/// The settings.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the fields of the provider document
pub struct Settings {
    pub custom_name_servers: bool,
    pub name_servers: [String; 2],
    pub soa_mail: String,
    pub logging: bool,
    pub anonymous: bool,
    pub anonymisation: i64,
    pub key_type: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            custom_name_servers: false,
            name_servers: ["kiki.bunny.net", "coco.bunny.net"].map(str::to_owned),
            soa_mail: "hostmaster@bunny.net".into(),
            logging: false,
            anonymous: true,
            anonymisation: 0,
            key_type: 0,
        }
    }
}

impl Settings {
    /// The members of the zone that tell them.
    pub fn to_fields(&self) -> Map<String, Value> {
        let [first, second] = &self.name_servers;
        let value = json!({
            "CustomNameserversEnabled": self.custom_name_servers,
            "Nameserver1": first,
            "Nameserver2": second,
            "SoaEmail": self.soa_mail,
            "LoggingEnabled": self.logging,
            "LoggingIPAnonymizationEnabled": self.anonymous,
            "LogAnonymizationType": self.anonymisation,
            "CertificateKeyType": self.key_type,
        });
        value.as_object().cloned().unwrap_or_default()
    }

    /// These settings with what is sent; what is not sent, or null, stays as it is.
    ///
    /// # Errors
    /// 400 with the field that is wrong.
    pub fn changed(&self, object: &Map<String, Value>) -> Result<Self, Error> {
        let fields = Fields::new(object);
        let [first, second] = &self.name_servers;
        let text = |field, now: &String| {
            Ok::<_, Error>(fields.text(field)?.map_or_else(|| now.clone(), str::to_owned))
        };
        let new = Self {
            custom_name_servers: fields
                .flag("CustomNameserversEnabled")?
                .unwrap_or(self.custom_name_servers),
            name_servers: [text("Nameserver1", first)?, text("Nameserver2", second)?],
            soa_mail: text("SoaEmail", &self.soa_mail)?,
            logging: fields.flag("LoggingEnabled")?.unwrap_or(self.logging),
            anonymous: fields.flag("LoggingIPAnonymizationEnabled")?.unwrap_or(self.anonymous),
            anonymisation: fields
                .integer("LogAnonymizationType", 0..=1)?
                .unwrap_or(self.anonymisation),
            key_type: fields.integer("CertificateKeyType", 0..=1)?.unwrap_or(self.key_type),
        };
        new.check()?;
        Ok(new)
    }

    fn check(&self) -> Result<(), Error> {
        let mail = self.soa_mail.split_once('@');
        if !mail.is_some_and(|(user, host)| !user.is_empty() && domain_name(host).is_ok()) {
            return Err(Error::field("SoaEmail", "This is not a mail address"));
        }
        let [first, second] = &self.name_servers;
        for (field, host) in [("Nameserver1", first), ("Nameserver2", second)] {
            if self.custom_name_servers && domain_name(host).is_err() {
                return Err(Error::field(field, "This is not a host name"));
            }
        }
        Ok(())
    }
}
