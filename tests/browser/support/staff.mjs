// Those who moderate: their accounts, and how they sign in.

/** The accounts of the demonstration. */
export const DEMO = { name: "mara", password: "first-bucket-demo" };

/** Makes an account and sets its password by the link that the program prints. */
export async function addStaff(site, page, { name, password, role = "moderator" }) {
  const printed = await site.run("people", "add", "--name", name, "--role", role);
  await page.goto(printed.match(/http\S+/)[0]);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("The same again").fill(password);
  await page.getByRole("button", { name: "Set this password" }).click();
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
}

export async function signIn(page, { name, password }) {
  await page.goto("/admin/sign-in");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Queue" }).waitFor();
}

/** Publishes the report that is open and claimed, through the preview. */
export async function publishOpen(page) {
  await page.getByRole("button", { name: /^Publish A/ }).click();
  await page.getByRole("button", { name: "Publish and send this" }).click();
  await page.getByText("The last report is published.").waitFor();
}
