import { z } from 'zod'
import { defineOpenRoute, serve } from '@/lib/platform/http/route'
import { apiDocument } from '../document'

let text: string | undefined

const document = defineOpenRoute({
  method: 'GET',
  path: '/openapi.json',
  tag: 'Service',
  summary: 'This document',
  responses: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
  async handle() {
    text ??= JSON.stringify(apiDocument(document))
    return { body: text, headers: { 'Content-Type': 'application/json' } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(document)
