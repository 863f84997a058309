/** @typedef {Node | string | undefined | null | false} Child */

/**
 * An element. Text stays text: nothing here reads HTML. `on` holds listeners; `true` and `false` switch attributes.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown> & { on?: Record<string, (event: any) => void> }} [props]
 * @param {...(Child | readonly Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') listen(element, props.on ?? {});
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null)
      element.setAttribute(name, String(value));
  }
  element.append(...present(children.flat()));
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, (event: any) => void>} listeners
 */
function listen(element, listeners) {
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener);
}

/**
 * @param {readonly Child[]} children
 * @returns {(Node | string)[]}
 */
function present(children) {
  return children.filter((child) => child !== undefined && child !== null && child !== false);
}

/**
 * Makes these the children of `parent`. Those that are there already stay where they are, so that focus and caret stay.
 * @param {Element} parent
 * @param {readonly Child[]} children
 */
export function place(parent, children) {
  const wanted = present(children);
  for (const child of [...parent.childNodes]) if (!wanted.includes(child)) child.remove();
  for (const [index, child] of wanted.entries()) {
    const there = parent.childNodes[index];
    if (there !== child)
      parent.insertBefore(typeof child === 'string' ? new Text(child) : child, there ?? null);
  }
}

/**
 * Keeps what was made for a key as long as the key is asked for; what is not asked for between two `sweep`s is dropped.
 * @template T
 */
export function createKeep() {
  /** @type {Map<string, T>} */
  let kept = new Map();
  /** @type {Map<string, T>} */
  let used = new Map();
  return {
    /**
     * @param {string} key
     * @param {() => T} make
     */
    get(key, make) {
      const value = kept.get(key) ?? make();
      used.set(key, value);
      return value;
    },
    sweep() {
      kept = used;
      used = new Map();
    },
  };
}

let counter = 0;

/** An id that no other element has. */
export function freshId() {
  counter += 1;
  return `e${counter}`;
}
