// A page's own part in; the whole HTML document, with the receiver's view beside that part, out.
import { receiverPanel } from "./receiver-panel.mjs";

const LINKS = [
  ["/", "Custom element"],
  ["/react", "React"],
  ["/script-tag", "Script tag"],
];

export const frame = ({ path, sender, snippet, scripts }) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="description" content="sheethook imports spreadsheets in your user's browser and delivers them to your webhook.">
  <title>sheethook: spreadsheets in, webhook pages out</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/style.css">
  ${scripts}
  <script type="module" src="/receiver.js"></script>
</head>
<body>
  <header class="top">
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="26" height="26">sheethook</a>
    <nav aria-label="Ways to build it in">${LINKS.map(([href, name]) => link(href, name, path)).join("")}</nav>
  </header>
  <main>
    <div class="intro">
      <h1>Spreadsheets in, webhook pages out.</h1>
      <p>sheethook reads, checks and pages a spreadsheet in your user’s browser and delivers its records to your
        webhook: the file never leaves their computer, and no record is lost or counted twice.</p>
    </div>
    <div class="sides">
      <div class="side">
        <section class="card sender" aria-labelledby="sender-title">
          <p class="where">In the browser</p>
          <h2 id="sender-title">Your user imports a file</h2>
          ${sender}
        </section>
        <section class="card code" aria-labelledby="code-title">
          <h2 id="code-title">The code of this page</h2>
          <pre tabindex="0"><code>${escaped(snippet)}</code></pre>
        </section>
      </div>
      ${receiverPanel}
    </div>
  </main>
  <footer class="foot">All of this is served from your own machine. The pages make no request to anywhere else.</footer>
</body>
</html>
`;

function link(href, name, path) {
  return `<a href="${href}"${href === path ? ' aria-current="page"' : ""}>${name}</a>`;
}

const escaped = (text) => text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
