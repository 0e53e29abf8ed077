// Nothing in; the HTML of the page with the classic script tag out.
import { frame } from "./frame.mjs";
import { senderPanel } from "./sender-panel.mjs";

const snippet = `
<script src="/pkg/embed.js"></script>

const importer = sheethook.init({
  template,
  destination: { url: "/relay" },
  authHeaderValue: "…",
});

button.addEventListener("click",
  () => importer.show({ extra: { source: "script tag" } }));
importer.on("upload-complete",
  ({ totalRecords }) => thank(totalRecords));`;

export const scriptTagPage = () =>
  frame({
    path: "/script-tag",
    scripts:
      '<script defer src="/pkg/embed.js"></script><script type="module" src="/script-tag.js"></script>',
    sender: senderPanel('<button type="button" class="main" id="import">Import a file</button>'),
    snippet,
  });
