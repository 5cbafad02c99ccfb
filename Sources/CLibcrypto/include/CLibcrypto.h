// The part of Debian's libcrypto that Tocsin uses, without its types. Only Hashing imports this.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct { uint64_t words[14]; } sha256_state;

void sha256_start(sha256_state *state);
void sha256_add(sha256_state *state, const void *bytes, size_t count);
void sha256_finish(sha256_state *state, void *digest);
// The hash of two parts, one after the other.
void sha256_parts(const void *first, size_t first_count, const void *second, size_t second_count,
                  void *digest);
void sha512(const void *bytes, size_t count, void *digest);

// A seed and a public key have 32 bytes, a signature 64. Both return 0 where libcrypto fails.
int ed25519_public_key(const uint8_t *seed, uint8_t *key);
int ed25519_sign(const uint8_t *seed, const void *text, size_t count, uint8_t *signature);

enum { KEY_UNKNOWN, KEY_ED25519, KEY_P256, KEY_RSA };
// What a public key in DER (SubjectPublicKeyInfo) is. RSA has 2048 to 8192 bits.
int public_key_kind(const uint8_t *key, size_t key_count);
// Whether `signature` is one of `text`: Ed25519, ECDSA in DER, or RSA with PKCS #1 v1.5, the last
// two over SHA-256.
int public_key_verify(const uint8_t *key, size_t key_count, const void *text, size_t count,
                      const uint8_t *signature, size_t signature_count);

// Makes a CMS AuthEnvelopedData (AES-256-GCM) for a certificate in DER, to be freed by `cms_free`.
// Returns its length, or 0.
size_t cms_seal(const void *text, size_t count, const uint8_t *certificate,
                size_t certificate_count, uint8_t **sealed);
void cms_free(uint8_t *bytes);
// Opens a CMS message in DER with a private key in PEM; the text is to be freed by `cms_free`.
// Returns its length, or -1.
long cms_open(const uint8_t *sealed, size_t count, const uint8_t *key, size_t key_count,
              uint8_t **text);
