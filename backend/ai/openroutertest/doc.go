// Package openroutertest is a stand-in for OpenRouter: the same routes, headers, stream shapes, errors and prices,
// at the pace of a real model or without waiting. Tests and development use it; the program never does. It shares
// no code with the package that reads it, so that they cannot share a mistake.
//
// A model named standin/NAME plays the scenario NAME; README.md lists them. Any other model of models.json answers
// like a model: a whole small app when one is asked for, a changed file when the conversation holds files, a plain
// answer otherwise. The same conversation always gets the same reply.
//
// The shapes follow openrouter.ai/docs (streaming, errors, models, limits) and its OpenAPI document.
package openroutertest
