import { z } from 'zod'

/**
 * A website of the company that may hand over reports (REC-3.1.1, 网上): its token is kept only as a SHA-256 hash
 * (`printf %s "$TOKEN" | sha256sum`), `origins` are the pages whose scripts may call the desk themselves.
 */
export const websiteSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and -'),
  tokenSha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 hash in 64 lower-case hex digits'),
  origins: z
    .array(
      z
        .string()
        .refine(
          (text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text,
          'must be an origin such as https://www.example.cn',
        ),
    )
    .default([]),
})

/** A website with the community that its reports belong to. */
export interface Website extends z.infer<typeof websiteSchema> {
  communityId: string
}
