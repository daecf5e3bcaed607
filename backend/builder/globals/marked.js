(module) => Object.assign((...call) => module.parse(...call), module)
