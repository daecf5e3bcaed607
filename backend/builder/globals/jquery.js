(module) => (window.$ = module.default ?? module)
