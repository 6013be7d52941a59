/* Workloads W0, W0s and W0c in plain C, one partnership after the other: what a compiled language makes of them.
   Normals come from the table of 65,536 quantiles that the library ships; random words from SplitMix64.
   Every move is written to a log, as the library does. */
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { K = 17 };
static const float ADVANCE[4] = {.06f, .05f, .04f, .03f}, BACK[4] = {0, 0, .05f, .04f},
                   DISSOLVE[4] = {.012f, .008f, .005f, .004f};
static const int TO[4] = {1, 2, 3, 4};

typedef struct { uint32_t who; uint16_t month; uint8_t from, to; } event;

static inline uint64_t next(uint64_t *s) {
    uint64_t z = (*s += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

static inline void normals(uint64_t *s, const float *table, float *z, uint64_t *spare) {
    uint64_t w[5];
    for (int j = 0; j < 5; j++) w[j] = next(s);
    uint16_t h[20];
    memcpy(h, w, sizeof h);
    for (int k = 0; k < K; k++) z[k] = table[h[k]];
    *spare = w[4] >> 16;
}

static inline int moved(int p, float m, float u) {
    float pd = DISSOLVE[p] * (1 - m), pa = pd + (m > .5f ? ADVANCE[p] : 0), pb = pa + (m < .45f ? BACK[p] : 0);
    return u < pd ? 5 : u < pa ? TO[p] : u < pb ? 1 : p;
}

static inline float mean_of(const float *weight, const float *x) {
    float part[K], m = 0;
    for (int k = 0; k < K; k++) part[k] = weight[k] * fminf(fmaxf(x[k], 0), 1);
    for (int k = 0; k < K; k++) m += part[k];
    return m;
}

/* kind: 0 W0 (levels clipped), 1 W0s (levels static), 2 W0c (clipped when read) */
long fixed_step(long n, int months, uint64_t seed, int kind, const float *table, const float *mu,
                const float *weight, event *log, long room) {
    long at = 0;
    for (long i = 0; i < n; i++) {
        uint64_t s = seed + 0x632BE59BD9B4E019ull * (uint64_t)(i + 1), spare;
        float x[K], z[K];
        int p = 0;
        for (int k = 0; k < K; k++) x[k] = (next(&s) >> 40) * 0x1p-24f;
        float still = kind == 1 ? 0 : -1;
        for (int t = 1; t <= months && p < 4; t++) {
            float m;
            if (kind == 1) {
                m = still == 0 ? mean_of(weight + K * p, x) : still;
                spare = next(&s) >> 16;
            } else {
                normals(&s, table, z, &spare);
                for (int k = 0; k < K; k++) {
                    float v = mu[k] + .92f * (x[k] - mu[k]) + .08f * z[k];
                    x[k] = kind == 0 ? fminf(fmaxf(v, 0), 1) : v;
                }
                m = mean_of(weight + K * p, x);
            }
            int q = moved(p, m, (spare & 0xFFFFFF) * 0x1p-24f);
            if (q != p) {
                if (at < room) log[at] = (event){(uint32_t)i, (uint16_t)t, (uint8_t)p, (uint8_t)q};
                at++;
                p = q;
            }
        }
    }
    return at;
}

/* W0s and W0c from candidate to candidate */
long thinned(long n, int months, uint64_t seed, int kind, const float *table, const float *mu,
             const float *weight, const float *power, const float *spread, event *log, long room) {
    float bound[4], pace[4];
    for (int p = 0; p < 4; p++) {
        bound[p] = fmaxf(DISSOLVE[p] * .5f + ADVANCE[p], DISSOLVE[p] + BACK[p]);
        pace[p] = 1 / log1pf(-bound[p]);
    }
    long at = 0;
    for (long i = 0; i < n; i++) {
        uint64_t s = seed + 0x632BE59BD9B4E019ull * (uint64_t)(i + 1), spare;
        float x[K], z[K];
        int p = 0, t = 0;
        for (int k = 0; k < K; k++) x[k] = (next(&s) >> 40) * 0x1p-24f;
        while (p < 4) {
            uint64_t w = next(&s);
            float gap = logf(((w >> 40) + .5f) * 0x1p-24f) * pace[p];
            if (gap >= months - t) break;
            int g = (int)gap + 1;
            t += g;
            if (kind != 1) {
                normals(&s, table, z, &spare);
                float a = power[g], b = .08f * spread[g];
                for (int k = 0; k < K; k++) x[k] = mu[k] + a * (x[k] - mu[k]) + b * z[k];
            }
            int q = moved(p, mean_of(weight + K * p, x), (w & 0xFFFFFF) * 0x1p-24f * bound[p]);
            if (q != p) {
                if (at < room) log[at] = (event){(uint32_t)i, (uint16_t)t, (uint8_t)p, (uint8_t)q};
                at++;
                p = q;
            }
        }
    }
    return at;
}
