(module) => {
  const alpine = module.default ?? module;
  queueMicrotask(() => alpine.start());
  return alpine;
}
