// Nothing in; the HTML of the receiver's view, empty, out. www/public/receiver.js fills it.

export const receiverPanel = `<section class="card receiver" aria-labelledby="receiver-title">
  <div class="card-top">
    <div>
      <p class="where">On your server</p>
      <h2 id="receiver-title">Your webhook gets the pages</h2>
    </div>
    <label class="switch" title="Answers 503, cuts the connection, or takes a page and loses the answer">
      <input type="checkbox" role="switch" id="failing" autocomplete="off"><span>Fail now and then</span>
    </label>
  </div>

  <div class="state">
    <p class="state-text" role="status"><span class="dot" id="dot"></span><span id="state">Waiting for the first page</span></p>
    <p class="state-more" id="pace"></p>
  </div>
  <progress id="bar" max="1" value="0" aria-label="Records taken"></progress>
  <dl class="numbers">
    <div><dt>Records taken</dt><dd><span id="records">0</span><small id="total-records"></small></dd></div>
    <div><dt>Pages</dt><dd><span id="pages">0</span><small id="total-pages"></small></dd></div>
    <div><dt>Failures</dt><dd id="failures">0</dd></div>
    <div><dt>Repeats ignored</dt><dd id="repeats">0</dd></div>
  </dl>
  <div class="tiles" id="tiles" role="img" aria-label="One square for each page"></div>
  <p class="legend"><span class="t">taken</span><span class="r">taken after a failure</span><span class="f">failed, will come again</span></p>

  <div class="nothing" id="nothing">
    <p>The last request and its page appear here.</p>
  </div>
  <div class="arrived" id="arrived" hidden>
    <h3>The last request <span class="from" id="from"></span></h3>
    <pre class="request" id="request" tabindex="0"></pre>
    <pre class="json" id="json" tabindex="0"></pre>
    <table class="log">
      <caption>Requests, the newest first</caption>
      <thead><tr><th scope="col">Page</th><th scope="col">Records</th><th scope="col">Size</th><th scope="col">What happened</th></tr></thead>
      <tbody id="log"></tbody>
    </table>
  </div>
</section>`;
