// Draws the images of docs/guides/okta-app.md, one for each step: drawings instead of screenshots, which age and cannot follow the
// reader's color scheme. With --check it only reports what is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../docs/guides/images/", import.meta.url);
const WIDTH = 640;
const LEFT = 28;
const LABEL_WIDTH = 170;

/** An element on the screen. `step` is the number that the guide gives it. */
type Row =
  | { readonly kind: "tabs"; readonly tabs: readonly string[]; readonly active: string; readonly step?: number }
  | { readonly kind: "heading"; readonly text: string; readonly button?: string; readonly step?: number }
  | {
      readonly kind: "choice";
      readonly label: string;
      readonly options: readonly string[];
      readonly chosen: string;
      readonly step?: number;
    }
  | { readonly kind: "field"; readonly label: string; readonly value: string; readonly step?: number }
  | { readonly kind: "checkbox"; readonly label: string; readonly text: string; readonly step?: number }
  | { readonly kind: "code"; readonly lines: readonly string[]; readonly step?: number }
  | { readonly kind: "buttons"; readonly buttons: readonly string[]; readonly marked: string; readonly step?: number };

interface Image {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Where in the Admin Console this is. */
  readonly place: string;
  readonly rows: readonly Row[];
}

const TABS = ["General", "Okta API Scopes", "Admin roles", "Application rate limits"];

const IMAGES: readonly Image[] = [
  {
    name: "okta-app-1-create",
    title: "Create App Integration",
    description: "The page Applications of the Admin Console, with the button Create App Integration marked 1.",
    place: "Admin Console › Applications › Applications",
    rows: [
      { kind: "heading", text: "Applications" },
      {
        kind: "buttons",
        buttons: ["Create App Integration", "Browse App Catalog"],
        marked: "Create App Integration",
        step: 1,
      },
    ],
  },
  {
    name: "okta-app-2-type",
    title: "API Services",
    description:
      "The dialog Create a new app integration: API Services is chosen as the sign-in method, marked 1; the button Next is marked 2.",
    place: "Create a new app integration",
    rows: [
      {
        kind: "choice",
        label: "Sign-in method",
        options: ["OIDC - OpenID Connect", "SAML 2.0", "SWA - Secure Web Authentication", "API Services"],
        chosen: "API Services",
        step: 1,
      },
      { kind: "buttons", buttons: ["Cancel", "Next"], marked: "Next", step: 2 },
    ],
  },
  {
    name: "okta-app-3-name",
    title: "Name of the app",
    description:
      "The form New API Services App Integration: the field App integration name holds okta-edge and is marked 1; the button Save is marked 2.",
    place: "New API Services App Integration",
    rows: [
      { kind: "field", label: "App integration name", value: "okta-edge", step: 1 },
      { kind: "buttons", buttons: ["Save", "Cancel"], marked: "Save", step: 2 },
    ],
  },
  {
    name: "okta-app-4-authentication",
    title: "Public key / Private key",
    description:
      "The tab General, section Client Credentials. Edit is marked 1; Public key / Private key is chosen for Client authentication, marked 2; Save keys in Okta is chosen for Configuration, marked 3; the button Add key is marked 4.",
    place: "okta-edge › General",
    rows: [
      { kind: "tabs", tabs: TABS, active: "General" },
      { kind: "heading", text: "Client Credentials", button: "Edit", step: 1 },
      {
        kind: "choice",
        label: "Client authentication",
        options: ["Client secret", "Public key / Private key"],
        chosen: "Public key / Private key",
        step: 2,
      },
      { kind: "heading", text: "Public keys" },
      {
        kind: "choice",
        label: "Configuration",
        options: ["Save keys in Okta", "Use a URL to fetch keys dynamically"],
        chosen: "Save keys in Okta",
        step: 3,
      },
      { kind: "buttons", buttons: ["Add key"], marked: "Add key", step: 4 },
    ],
  },
  {
    name: "okta-app-5-key",
    title: "The private key",
    description:
      "The dialog Add a public key. Generate new key is marked 1; the format PEM of the private key is marked 2; the key and Copy to clipboard are marked 3; Done is marked 4.",
    place: "Add a public key",
    rows: [
      { kind: "buttons", buttons: ["Generate new key"], marked: "Generate new key", step: 1 },
      { kind: "heading", text: "Private key" },
      { kind: "tabs", tabs: ["JSON", "PEM"], active: "PEM", step: 2 },
      { kind: "code", lines: ["-----BEGIN PRIVATE KEY-----", "…", "-----END PRIVATE KEY-----"] },
      { kind: "buttons", buttons: ["Copy to clipboard"], marked: "Copy to clipboard", step: 3 },
      { kind: "buttons", buttons: ["Done"], marked: "Done", step: 4 },
    ],
  },
  {
    name: "okta-app-6-save",
    title: "Save, confirm, and copy two IDs",
    description:
      "The tab General after Done. Save is marked 1; the confirmation, which says that existing client secrets are no longer used, has a button Save marked 2; the Client ID is marked 3 and the KID of the public key 4.",
    place: "okta-edge › General",
    rows: [
      { kind: "buttons", buttons: ["Save", "Cancel"], marked: "Save", step: 1 },
      { kind: "heading", text: "Confirmation: the client authentication method changes" },
      { kind: "buttons", buttons: ["Save", "Cancel"], marked: "Save", step: 2 },
      { kind: "field", label: "Client ID", value: "0oa1example", step: 3 },
      { kind: "field", label: "Public keys: KID", value: "k1example   ·   Active", step: 4 },
    ],
  },
  {
    name: "okta-app-7-dpop",
    title: "DPoP stays on",
    description:
      "The tab General, section General Settings: Require Demonstrating Proof of Possession (DPoP) header in token requests is checked, marked 1. Nothing is changed.",
    place: "okta-edge › General › General Settings",
    rows: [
      {
        kind: "checkbox",
        label: "Proof of possession",
        text: "Require Demonstrating Proof of Possession (DPoP) header in token requests",
        step: 1,
      },
    ],
  },
  {
    name: "okta-app-8-scopes",
    title: "Okta API Scopes",
    description:
      "The tab Okta API Scopes, marked 1. The row of okta.users.read has a button Grant, marked 2; that of okta.groups.read as well.",
    place: "okta-edge › Okta API Scopes",
    rows: [
      { kind: "tabs", tabs: TABS, active: "Okta API Scopes", step: 1 },
      { kind: "heading", text: "okta.users.read", button: "Grant", step: 2 },
      { kind: "heading", text: "okta.groups.read", button: "Grant" },
    ],
  },
  {
    name: "okta-app-9-roles",
    title: "Admin roles",
    description:
      "The tab Admin roles, marked 1, with the button Edit assignments, marked 2. Below, the form: the role Help Desk Administrator is chosen, marked 3; Save Changes is marked 4.",
    place: "okta-edge › Admin roles",
    rows: [
      { kind: "tabs", tabs: TABS, active: "Admin roles", step: 1 },
      { kind: "buttons", buttons: ["Edit assignments"], marked: "Edit assignments", step: 2 },
      { kind: "field", label: "Role", value: "Help Desk Administrator", step: 3 },
      { kind: "buttons", buttons: ["Save Changes"], marked: "Save Changes", step: 4 },
    ],
  },
];

const STYLE = `
  text { font: 14px system-ui, "Segoe UI", Roboto, sans-serif; fill: #1d2129 }
  .window { fill: #fff; stroke: #c5cad3 }
  .bar { fill: #f1f3f6 }
  .place, .label { fill: #5b6472 }
  .place { font-size: 12px }
  .heading { font-weight: 600 }
  .line { stroke: #d9dde4 }
  .box { fill: #fff; stroke: #98a1b0 }
  .code { fill: #f1f3f6 }
  .mono { font: 12px ui-monospace, Menlo, Consolas, monospace }
  .marked { fill: none; stroke: #1a56db; stroke-width: 2 }
  .number { fill: #1a56db }
  .digit { fill: #fff; font-weight: 700; font-size: 12px }
  .on { fill: #1a56db; stroke: #1a56db }
  .active { stroke: #1a56db; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e9ef }
    .window, .box { fill: #161a21 }
    .window { stroke: #3a4250 }
    .bar, .code { fill: #222833 }
    .place, .label { fill: #a2abba }
    .line { stroke: #333b48 }
    .box { stroke: #6b7585 }
    .marked, .active, .on { stroke: #7aa7ff }
    .number, .on { fill: #7aa7ff }
    .digit { fill: #10131a }
  }`;

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
mkdirSync(FOLDER, { recursive: true });
for (const image of IMAGES) {
  const file = new URL(`${image.name}.svg`, FOLDER);
  const drawn = draw(image);
  if (existsSync(file) && readFileSync(file, "utf8") === drawn) continue;
  stale.push(image.name);
  if (!isCheck) writeFileSync(file, drawn);
}
if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. Run npm run generate.`);
  process.exitCode = 1;
}

function draw({ name, title, description, place, rows }: Image): string {
  let y = 52;
  const drawn = rows.map((row) => {
    const [text, height] = drawRow(row, y);
    y += height;
    return text;
  });
  const height = y + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${name}-title ${name}-description">
<title id="${name}-title">${escapeText(title)}</title>
<desc id="${name}-description">${escapeText(description)}</desc>
<style>${STYLE}
</style>
<rect class="window" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
<path class="bar" d="M1 9a8 8 0 0 1 8-8h${WIDTH - 18}a8 8 0 0 1 8 8v23H1z"/>
<text class="place" x="${LEFT}" y="21">${escapeText(place)}</text>
${drawn.join("\n")}
</svg>
`;
}

/** Draws a row at a height; returns it with how high it is. */
function drawRow(row: Row, y: number): readonly [string, number] {
  switch (row.kind) {
    case "heading": {
      const button =
        row.button === undefined ? "" : drawButton(row.button, WIDTH - LEFT - widthOf(row.button) - 40, y, row.step);
      return [`<text class="heading" x="${LEFT}" y="${y + 19}">${escapeText(row.text)}</text>${button}`, 38];
    }
    case "tabs": {
      let x = LEFT;
      const tabs = row.tabs.map((tab) => {
        const at = x;
        const isActive = tab === row.active;
        const width = widthOf(tab) + (isActive ? tab.length + 6 : 0);
        x += width + 28;
        const line = isActive ? `<path class="active" d="M${at} ${y + 29}h${width}"/>` : "";
        const number = isActive && row.step ? drawNumber(at + width + 12, y + 14, row.step) : "";
        if (number) x += 14;
        return `<text${isActive ? ' class="heading"' : ' class="label"'} x="${at}" y="${y + 19}">${escapeText(tab)}</text>${line}${number}`;
      });
      return [`<path class="line" d="M${LEFT} ${y + 29.5}H${WIDTH - LEFT}"/>${tabs.join("")}`, 44];
    }
    case "choice": {
      const label = `<text class="label" x="${LEFT}" y="${y + 19}">${escapeText(row.label)}</text>`;
      const options = row.options.map((option, index) => {
        const at = y + index * 28;
        const isChosen = option === row.chosen;
        const dot = isChosen ? `<circle class="on" cx="${LEFT + LABEL_WIDTH + 8}" cy="${at + 14}" r="4"/>` : "";
        const number =
          isChosen && row.step ? drawNumber(LEFT + LABEL_WIDTH + 40 + widthOf(option), at + 14, row.step) : "";
        return `<circle class="box" cx="${LEFT + LABEL_WIDTH + 8}" cy="${at + 14}" r="7"/>${dot}<text x="${LEFT + LABEL_WIDTH + 24}" y="${at + 19}">${escapeText(option)}</text>${number}`;
      });
      return [label + options.join(""), row.options.length * 28 + 10];
    }
    case "field": {
      const x = LEFT + LABEL_WIDTH;
      const number = row.step ? drawNumber(x + 316, y + 15, row.step) : "";
      return [
        `<text class="label" x="${LEFT}" y="${y + 20}">${escapeText(row.label)}</text><rect class="box" x="${x}" y="${y}" width="300" height="30" rx="4"/><text x="${x + 10}" y="${y + 20}">${escapeText(row.value)}</text>${number}`,
        42,
      ];
    }
    case "checkbox": {
      const x = LEFT + LABEL_WIDTH - 20;
      const words = row.text.split(" ");
      const half = Math.ceil(words.length / 2);
      const number = row.step ? drawNumber(WIDTH - LEFT - 12, y + 24, row.step) : "";
      return [
        `<text class="label" x="${LEFT}" y="${y + 19}">${escapeText(row.label)}</text><rect class="on" x="${x}" y="${y + 6}" width="16" height="16" rx="3"/><path d="M${x + 4} ${y + 14}l3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/><text x="${x + 26}" y="${y + 19}">${escapeText(words.slice(0, half).join(" "))}</text><text x="${x + 26}" y="${y + 39}">${escapeText(words.slice(half).join(" "))}</text>${number}`,
        54,
      ];
    }
    case "code": {
      const height = row.lines.length * 18 + 12;
      const lines = row.lines.map(
        (line, index) => `<text class="mono" x="${LEFT + 12}" y="${y + 20 + index * 18}">${escapeText(line)}</text>`,
      );
      return [
        `<rect class="code" x="${LEFT}" y="${y}" width="${WIDTH - 2 * LEFT}" height="${height}" rx="4"/>${lines.join("")}`,
        height + 12,
      ];
    }
    case "buttons": {
      let x = LEFT;
      const buttons = row.buttons.map((button) => {
        const at = x;
        const isMarked = button === row.marked;
        x += widthOf(button) + 40 + (isMarked ? 24 : 0);
        return drawButton(button, at, y, isMarked ? row.step : undefined);
      });
      return [buttons.join(""), 42];
    }
  }
}

function drawButton(text: string, x: number, y: number, step: number | undefined): string {
  const width = widthOf(text) + 28;
  const number = step ? drawNumber(x + width + 4, y + 2, step) : "";
  return `<rect class="box" x="${x}" y="${y}" width="${width}" height="28" rx="4"/>${step ? `<rect class="marked" x="${x}" y="${y}" width="${width}" height="28" rx="4"/>` : ""}<text x="${x + width / 2}" y="${y + 19}" text-anchor="middle">${escapeText(text)}</text>${number}`;
}

function drawNumber(x: number, y: number, step: number): string {
  return `<circle class="number" cx="${x}" cy="${y}" r="10"/><text class="digit" x="${x}" y="${y + 4}" text-anchor="middle">${step}</text>`;
}

/** About how wide a text is: fonts differ from reader to reader. */
function widthOf(text: string): number {
  return Math.round(text.length * 7.4);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
