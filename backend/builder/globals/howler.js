(module) => {
  window.Howler = module.Howler;
  return module.Howl;
}
