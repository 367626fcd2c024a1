// Package mail sends digests to their readers: [Compose] makes a message of a
// digest, [Send] hands it to a mail server or to a sendmail command.
//
// What a caller must know to send a digest once, and once only, is in the error:
// an [Error] says whether the server took the message, whether to try again, and
// which recipients were refused. Nothing is retried here, and no password is in
// any error.
package mail
