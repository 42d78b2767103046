import jspb from 'google-protobuf'

const { prototype } = jspb.BinaryReader
const nextField = prototype.nextField

/**
 * Of a part whose length is announced as a negative number the library does not find the end: it reads on beyond the bytes, for
 * minutes. So whoever imports this has it stop there: spoilt bytes are an error, not a gateway that stands still.
 */
prototype.nextField = function (this: jspb.BinaryReader): boolean {
  if (this.getCursor() > this.getBuffer().length) throw new Error('this message goes on beyond its end')
  return nextField.call(this)
}
