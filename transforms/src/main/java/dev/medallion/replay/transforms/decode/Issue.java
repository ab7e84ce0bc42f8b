package dev.medallion.replay.transforms.decode;

import dev.medallion.replay.transforms.deadletter.Code;

/** What is wrong with one value. Held in a value's place until the record is judged. */
record Issue(Code code, String message) {}
