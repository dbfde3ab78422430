/** Receives what is read from a stream. */
interface StreamObserver {
  onChunk(chunk: Uint8Array): void;
  /** Called when everything has been read. */
  onEnd(): void;
  /** Called when the stream failed, or was canceled. */
  onFailure(): void;
}

/** Returns a stream that reads from another one only as it is read itself. */
export function observeStream(
  source: ReadableStream<Uint8Array>,
  { onChunk, onEnd, onFailure }: StreamObserver,
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const read = () => {
    reader ??= source.getReader();
    return reader;
  };
  const underlying = {
    async pull(controller: ReadableStreamController<Uint8Array>) {
      try {
        const { done, value } = await read().read();
        if (!done) {
          onChunk(value);
          // Chunks of bodies are never in shared memory.
          controller.enqueue(value as Uint8Array<ArrayBuffer>);
          return;
        }
        onEnd();
        close(controller);
      } catch (cause) {
        onFailure();
        throw cause;
      }
    },
    cancel(reason: unknown) {
      onFailure();
      return read().cancel(reason);
    },
  };
  const strategy = { highWaterMark: 0 };
  return isByteStream(source)
    ? new ReadableStream({ ...underlying, type: "bytes" }, strategy)
    : new ReadableStream(underlying, strategy);
}

/** Returns whether a stream can be read into a buffer of the caller. Bodies of the platform can. */
function isByteStream(stream: ReadableStream): boolean {
  try {
    stream.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

function close(controller: ReadableStreamController<Uint8Array>): void {
  controller.close();
  if ("byobRequest" in controller) controller.byobRequest?.respond(0);
}
