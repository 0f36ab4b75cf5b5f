/** Returns a function that makes a value when it is first called, and then returns this value. A call that fails is repeated. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
