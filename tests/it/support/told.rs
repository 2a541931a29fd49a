use super::{Answer, TestApp};

/// Answers the four questions as a person does.
pub async fn tell(app: &mut TestApp, link: &str, answers: [&str; 4], more: &[(&str, &str)]) -> Answer {
    let key = app.get(&format!("{link}/update")).await.attributes("[name=form_key]", "value").remove(0);
    let [still_doing, revenue, costs, hours] = answers;
    let mut form =
        vec![("still_doing", still_doing), ("revenue", revenue), ("costs", costs), ("hours", hours)];
    form.push(("form_key", &key));
    form.extend(more);
    app.post(&format!("{link}/update"), &form).await
}
