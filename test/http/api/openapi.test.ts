import { expect } from 'chai'
import { z } from 'zod'
import { PROBLEMS } from '../../../src/http/api/problems.ts'
import { ProblemBody, ReportBody, ReportState } from '../../../src/http/api/schemas.ts'
import { readText } from '../../docs/support/sources.ts'

interface Operation {
  responses: Record<string, { content?: unknown }>
}
interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

const description = JSON.parse(readText('docs/openapi.json')) as Description

function shapeOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io })
  return JSON.parse(JSON.stringify(shape))
}

describe('docs/openapi.json', () => {
  it('describes the bodies as the routes check them', () => {
    expect(description.components.schemas).to.deep.equal({
      Report: shapeOf(ReportBody, 'input'),
      ReportState: shapeOf(ReportState, 'output'),
      Problem: shapeOf(ProblemBody, 'output'),
    })
  })

  it('names the routes and every status that they answer with', () => {
    expect(Object.keys(description.paths)).to.deep.equal(['/api/v1/reports', '/api/v1/reports/{number}'])
    const told = Object.values(description.paths).flatMap((path) =>
      Object.values(path).flatMap(({ responses }) => Object.keys(responses)),
    )
    const problems = Object.values(PROBLEMS).map(([status]) => String(status))
    // 405 belongs to no operation: it is the answer where there is none.
    expect([...new Set([...told, '405'])].sort()).to.deep.equal(
      [...new Set([...problems, '200', '201'])].sort(),
    )
  })
})
