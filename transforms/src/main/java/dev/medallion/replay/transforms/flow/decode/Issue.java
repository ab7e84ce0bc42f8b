package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;

/** What is wrong with one value. Held in a value's place until the record is judged. */
record Issue(Code code, String message) {}
