//! What moderators do, as they do it.

use super::{Answer, SomebodyElse};
use axum::http::StatusCode;
use firstbucket::values::ItemId;

impl SomebodyElse {
    /// Claims the item; gives its version.
    pub async fn claim(&mut self, item: ItemId) -> String {
        let claimed = self.post(&format!("/admin/items/{item}/claim"), &[]).await;
        let page = self.get(claimed.location()).await;
        page.attributes("input[name=version]", "value").concat()
    }

    /// Previews a decision on this address and sends it as it was previewed; what is refused comes back as it is.
    pub async fn previewed(&mut self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let preview = self.post(url, fields).await;
        if preview.status != StatusCode::OK {
            return preview;
        }
        let previewed = preview.attributes("input[name=previewed]", "value").concat();
        let mut form = fields.to_vec();
        form.extend([("previewed", previewed.as_str()), ("confirmed", "yes")]);
        self.post(url, &form).await
    }
}
