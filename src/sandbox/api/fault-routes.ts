import { z } from 'zod'
import { readJson } from './read-json.ts'
import { RequestProblem } from './request-problem.ts'
import type { SandboxRoute } from './route.ts'

/** The emulator's faults, switched on and off by its own words (see its documentation). */
export interface FaultSwitch {
  /** Applies a request body; a body it does not understand comes back as a refusal in Chinese. */
  apply(body: unknown): { refused: string } | object
  /** The faults that are on now. */
  list(): unknown
}

/** `POST /faults` switches, `GET /faults` shows; without a switch the path does not exist. */
export function faultRoutes({ faults }: { faults?: FaultSwitch | undefined }): SandboxRoute[] {
  if (faults === undefined) return []
  return [
    {
      path: '/faults',
      get: () => faults.list(),
      async post(ctx) {
        const applied = faults.apply(await readJson(ctx.req, z.unknown()))
        if ('refused' in applied) throw new RequestProblem(400, applied.refused)
        return applied
      },
    },
  ]
}
