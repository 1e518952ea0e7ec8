import type { ImportView } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'

/** What is there already, and what to do with it. */
export function DuplicatesStep({ run }: { actor: Actor; run: ImportView }) {
  return <p>{run.fileName}</p>
}
