import { ensureGenerated } from './build'

await ensureGenerated()
