// The dialog itself: its place on the screen, header, steps, body and footer.
import { css } from "lit";

export const frame = css`
  dialog {
    box-sizing: border-box;
    inline-size: min(840px, 100vw - 48px);
    max-inline-size: none;
    min-block-size: min(500px, 100dvh - 48px);
    max-block-size: min(760px, 100dvh - 48px);
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overflow: hidden;
    visibility: visible;
  }
  dialog[open] {
    display: flex;
    animation: rise 180ms cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  dialog::backdrop {
    background: var(--_backdrop, rgb(16 24 20 / 45%));
    animation: fade 180ms ease-out;
  }

  /* The page's inherited styles (alignment, case, spacing, cursor…) end here. */
  .frame {
    all: initial;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-inline-size: 0;
    position: relative;
    font: 400 15px/1.5 var(--_font);
    color: var(--_text);
    color-scheme: inherit;
    -webkit-font-smoothing: antialiased;
    overflow-wrap: anywhere;
  }
  .frame *,
  .frame *::before,
  .frame *::after {
    box-sizing: border-box;
  }
  .frame.dragging::after {
    content: "";
    position: absolute;
    inset: 0;
    border: 2px solid var(--_ink);
    border-radius: calc(var(--_radius) * 1.5);
    pointer-events: none;
  }

  .header {
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 18px 16px 18px 28px;
    border-block-end: 1px solid var(--_line);
  }
  .title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 17px;
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .title:focus {
    outline: none;
  }
  .steps {
    display: flex;
    gap: 20px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 13px;
    color: var(--_soft);
  }
  .steps li {
    display: flex;
    align-items: center;
    gap: 7px;
  }
  .steps li::before {
    content: "";
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    border: 1.5px solid var(--_control-line);
  }
  .steps .past::before {
    border-color: var(--_ink);
    background: var(--_ink);
  }
  .steps .current {
    color: var(--_text);
    font-weight: 600;
  }
  .steps .current::before {
    border-color: var(--_ink);
    background: var(--_ink);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_ink) 22%, transparent);
  }

  .body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 24px 28px 28px;
  }
  .body:is(.sending, .stopped, .failed, .done, .fault) {
    display: grid;
  }
  .footer {
    display: flex;
    gap: 12px;
    padding: 16px 28px;
    border-block-start: 1px solid var(--_line);
  }
  .footer .main {
    margin-inline-start: auto;
  }
  .footer.ask {
    align-items: center;
    background: var(--_warn-well);
  }
  .ask-text {
    flex: 1;
  }
  .ask .main {
    margin: 0;
  }

  @media (max-width: 600px) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      max-block-size: none;
      margin: 0;
      border-radius: 0;
    }
    .frame.dragging::after {
      border-radius: 0;
    }
    .header {
      gap: 12px;
      padding: 14px 10px 14px 18px;
    }
    .steps {
      gap: 8px;
    }
    .steps li:not(.current) {
      font-size: 0;
      gap: 0;
    }
    .body {
      padding: 18px;
    }
    .footer {
      padding: 12px 18px calc(12px + env(safe-area-inset-bottom, 0px));
    }
    .footer .button {
      flex: 1;
      padding-inline: 10px;
    }
    .footer.ask {
      flex-wrap: wrap;
    }
    .ask-text {
      flex-basis: 100%;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px) scale(0.99);
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after,
    dialog::backdrop {
      animation: none !important;
      transition: none !important;
    }
  }
`;
