import { registerHooks } from 'node:module'

/** Node wants `with { type: 'json' }` at every import of JSON, which the bundler and tsx do without; Playwright is told here. */
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found
  },
})
