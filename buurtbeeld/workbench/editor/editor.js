// An editor for one SELECT: colours, completion of tables, columns and words, a mark where a fault is. Runs nothing itself.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const PAUSE = 400; // milliseconds without typing after which the page hears what stands here

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--sql-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--sql-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--sql-number)" },
  { tag: [tags.lineComment, tags.blockComment], color: "var(--sql-comment)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.standard(tags.name)], color: "var(--sql-name)" },
]);

const dress = EditorView.theme({
  "&": { border: "1px solid var(--st-border-color)", borderRadius: "8px", fontSize: "14px", color: "var(--st-text-color)" },
  "&.cm-focused": { outline: "2px solid var(--st-primary-color)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--st-code-font)", minHeight: "190px", maxHeight: "420px", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--st-text-color)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--st-text-color)" },
  ".cm-gutters": { background: "transparent", color: "var(--sql-comment)", border: "none" },
  ".cm-activeLine": { background: "var(--sql-line)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { background: "var(--sql-selection) !important" },
  ".cm-fault": { textDecoration: "underline wavy #d3302f", textUnderlineOffset: "4px", background: "#d3302f22" },
  ".cm-tooltip": { background: "var(--st-background-color)", border: "1px solid var(--st-border-color)", color: "var(--st-text-color)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--st-primary-color)", color: "var(--st-background-color)" },
  ".cm-completionInfo": { padding: "6px 10px", maxWidth: "300px" },
});

const faulty = StateEffect.define();
const faults = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    const said = change.effects.filter((effect) => effect.is(faulty));
    if (said.length) return said[said.length - 1].value;
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// Everything from the place to the end of its word; at the very end of the text, the character before it.
function marked(state, place) {
  if (place === null || place === undefined || !state.doc.length) return Decoration.none;
  const from = Math.min(place, state.doc.length - 1);
  const word = state.wordAt(from);
  const to = word ? word.to : from + 1;
  return Decoration.set([Decoration.mark({ class: "cm-fault" }).range(from, Math.max(to, from + 1))]);
}

const known = new WeakMap();

function opened(host, data, heard) {
  const language = new Compartment();
  let timer = 0;
  const tell = (view) => heard.current.setStateValue("sql", view.state.doc.toString());
  const run = (view) => {
    clearTimeout(timer);
    tell(view);
    heard.current.setTriggerValue("run", view.state.doc.toString());
    return true;
  };
  const view = new EditorView({
    parent: host,
    root: host.getRootNode(),
    state: EditorState.create({
      doc: data.sql,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run }]),
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        autocompletion({ icons: false }), faults, dress, syntaxHighlighting(colours), EditorView.lineWrapping,
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        language.of(sql({ dialect: PostgreSQL, schema: data.schema })),
        EditorView.contentAttributes.of({ "aria-label": data.label, spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          clearTimeout(timer);
          timer = setTimeout(() => tell(update.view), PAUSE);
        }),
        EditorView.domEventHandlers({ blur: (_event, at) => { clearTimeout(timer); tell(at); } }),
      ],
    }),
  });
  // Who moves by keyboard can also scroll what does not fit.
  view.scrollDOM.tabIndex = 0;
  return { view, version: data.version, fault: null };
}

export default function (component) {
  const { parentElement, data } = component;
  const host = parentElement.querySelector(".editor");
  let held = known.get(host);
  if (!held) {
    const heard = { current: component };
    held = Object.assign(opened(host, data, heard), { heard });
    known.set(host, held);
  }
  held.heard.current = component;
  const { view } = held;
  if (held.version !== data.version) {
    held.version = data.version;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: data.sql } });
  }
  const fault = data.fault && data.fault.sql === view.state.doc.toString() ? data.fault.at : null;
  if (held.fault !== fault) {
    held.fault = fault;
    view.dispatch({ effects: faulty.of(marked(view.state, fault)) });
  }
  return () => {
    view.destroy();
    known.delete(host);
  };
}
