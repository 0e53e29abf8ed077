// The button of a page in; the HTML of the sender's side around it out: the template, the samples, the events.
import { choices } from "../public/choices.js";

export const senderPanel = (button) => `<form id="sender">
  <fieldset class="choices">
    <legend>What it is imported into</legend>
    ${choices.map(choice).join("")}
  </fieldset>
  <p class="about" id="about"></p>
  <ul class="columns" id="columns"></ul>
  <div class="actions">${button}<button type="button" class="quiet" id="try"></button></div>
  <p class="sample" id="sample"></p>
  <div class="heard">
    <h3>What your page hears</h3>
    <ol id="events"><li class="none">Events appear here.</li></ol>
  </div>
</form>`;

const choice = ({ id, name }, index) =>
  `<label><input type="radio" name="choice" value="${id}"${index === 0 ? " checked" : ""}><span>${name}</span></label>`;
