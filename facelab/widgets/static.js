/** A model for pages without a kernel: it holds what Python has stored. */

/** @typedef {import("./model.js").Model} Model */

/**
 * @param {Record<string, any>} values
 * @returns {Model}
 */
export function staticModel(values) {
  /** @type {Map<string, Set<() => void>>} */
  const listeners = new Map();
  return {
    get: (name) => values[name],
    set: (name, value) => {
      values[name] = value;
      for (const callback of listeners.get(`change:${name}`) ?? []) callback();
    },
    save_changes: () => {},
    on: (event, callback) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(callback));
    },
    off: (event) => {
      listeners.delete(event);
    },
    send: () => {},
    isStatic: true,
  };
}
