// Nothing in; the HTML of the demo page, where <sheethook-import> is, out.
import { frame } from "./frame.mjs";
import { senderPanel } from "./sender-panel.mjs";

const snippet = `
<sheethook-import endpoint="/relay"
  auth-header-value="…" extra='{"source":"demo"}'>
  Import a file
</sheethook-import>

<script type="module">
  import "sheethook/element";

  const element =
    document.querySelector("sheethook-import");
  element.template = {
    code: "contacts",
    columns: [{ key: "email", required: true }, …],
  };
  element.addEventListener("upload-complete",
    ({ detail }) => thank(detail.totalRecords));
</script>`;

export const demoPage = () =>
  frame({
    path: "/",
    scripts: '<script type="module" src="/demo.js"></script>',
    sender: senderPanel(`<sheethook-import
      endpoint="/relay" auth-header-value="demo-key-4711" extra='{"source":"demo"}'>Import a file</sheethook-import>`),
    snippet,
  });
