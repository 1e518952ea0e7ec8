import { setPointWeights } from '@/lib/performance/commands'
import { sideWeights } from '@/lib/performance/queries/weights'
import { pointsBody, sideParams } from '@/lib/performance/schema'
import { etagOf } from '@/lib/platform/http/etag'
import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { pointWeights, weightsJson } from '../../_resources/performance'

/** One more than the newest version: that none has been set is a state with a tag of its own. */
const tagOf = (version: number) => etagOf(version + 1)

const read = defineRoute({
  method: 'GET',
  path: '/points/{side}',
  params: sideParams,
  tag: 'Numbers',
  summary: 'What a side gives points for, now and before',
  description: 'Read by both sides. Versions are answered from the newest, in force or not.',
  responses: { 200: pointWeights },
  async handle({ actor, params }) {
    const found = await sideWeights(actor, params.side)
    return { body: weightsJson(found), headers: { ETag: tagOf(found.version) } }
  },
})

const set = defineRoute({
  method: 'PUT',
  path: '/points/{side}',
  params: sideParams,
  tag: 'Numbers',
  summary: 'Say what the side gives points for, from a day on',
  description:
    "The side's head only. From today or later: what has happened is never paid anew. The version before it keeps counting for its own days. Weights are whole numbers from -1000 to 1000.",
  body: pointsBody,
  ifMatch: 'required',
  responses: { 200: pointWeights },
  async handle({ actor, params: { side }, body, version }) {
    settle(
      await setPointWeights(actor, {
        ...body,
        side,
        version: version === undefined ? undefined : version - 1,
      }),
    )
    const found = await sideWeights(actor, side)
    return { body: weightsJson(found), headers: { ETag: tagOf(found.version) } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read, set)
