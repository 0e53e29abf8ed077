// Nothing in; the HTML of the page that React fills out.
import { frame } from "./frame.mjs";

const snippet = `
import { ImportButton } from "sheethook/react";

<ImportButton
  template={template}
  destination={{ url: "/relay" }}
  authHeaderValue={() => fetchKey()}
  extra={{ source: "react" }}
  onUploadComplete={({ totalRecords }) =>
    thank(totalRecords)}
>
  Import a file
</ImportButton>`;

export const reactPage = () =>
  frame({
    path: "/react",
    scripts: '<script type="module" src="/react.js"></script>',
    sender: '<div id="root"></div>',
    snippet,
  });
