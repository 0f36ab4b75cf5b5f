// Keeps audit lines in R2, an object of NDJSON a batch. Give the bucket a lock rule, and no one can change or delete them.
interface Env {
  readonly AUDIT: R2Bucket;
}

export default {
  async queue({ messages }, { AUDIT }) {
    const [first] = messages;
    if (!first) return;
    const lines = messages.map(({ body }) => `${JSON.stringify(body)}\n`).join("");
    const day = first.timestamp.toISOString().slice(0, 10);
    // If R2 does not accept the object, this throws, and the queue delivers the batch again. A batch that is delivered twice, as a
    // queue may, replaces its object, or is in two objects: `requestId` and `time` identify a line.
    await AUDIT.put(`${day}/${first.id}.ndjson`, lines, { httpMetadata: { contentType: "application/x-ndjson" } });
  },
} satisfies ExportedHandler<Env>;
