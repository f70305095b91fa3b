#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>

// What a key file's password is asked for with: there is none, and nobody is at a terminal.
static inline int openssl_no_password(char *bytes, int count, int writing, void *context) { return -1; }

static inline EVP_PKEY *openssl_read_private_key(const void *bytes, int count) {
    BIO *bio = BIO_new_mem_buf(bytes, count);
    if (!bio) return NULL;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, openssl_no_password, NULL);
    BIO_free(bio);
    ERR_clear_error();
    return key;
}
