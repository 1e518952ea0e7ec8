import type { ImportView } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'

/** Every row is looked at before anything is written. */
export function CheckStep({ run }: { actor: Actor; run: ImportView }) {
  return <p>{run.fileName}</p>
}
