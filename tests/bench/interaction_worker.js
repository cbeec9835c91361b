// In front of the measured worker: how much memory its modules have, asked over a channel that the worker itself does not hear.
{
  const memories = new Set();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    memories.add((made.instance ?? made).exports.memory);
    return made;
  };
  const channel = new BroadcastChannel('bench');
  channel.onmessage = ({ data }) => {
    if (data === 'weigh') channel.postMessage({ bytes: [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0) });
  };
}
