import type { ImportView } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'

/** An import under way. */
export function ProgressScreen({ run }: { actor: Actor; run: ImportView }) {
  return <p>{run.fileName}</p>
}
