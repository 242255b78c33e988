// Moves the page's wall clock, and only that: a wrong clock on a real device
// leaves performance.now() alone, and so does this.
ahead => {
  const Real = Date;
  const now = () => Real.now() + ahead;
  const Shifted = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (_, args, target) =>
      Reflect.construct(Real, args.length ? args : [now()], target === Shifted ? Real : target),
    get: (_, key) => (key === 'now' ? now : Reflect.get(Real, key)),
  });
  Real.prototype.constructor = Shifted;
  globalThis.Date = Shifted;

  const origin = performance.timeOrigin + ahead;
  Object.defineProperty(performance, 'timeOrigin', { get: () => origin });
}
