import { ensureBuilt } from './build'

/** `npm run build`, for an image that starts at once. Needs no database. */
await ensureBuilt(console.log)
