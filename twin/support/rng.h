#pragma once

#include <cstdint>
#include <string_view>

namespace twin {

/// Counter-based random numbers: value i of a stream is a pure function of (seed, purpose, i), so one stream
/// per purpose never disturbs another and a run can be resumed anywhere. Generator: SplitMix64's finaliser
/// over key + counter · golden ratio (Steele, Lea, Flood, OOPSLA 2014). Distributions are ours, so the same
/// bytes come out with every standard library. Not for cryptography.
class Rng
{
  public:
    /// `purpose` names the stream, e.g. "pool.position"; `instance` splits it further, e.g. by entity number.
    Rng(std::uint64_t seed, std::string_view purpose, std::uint64_t instance = 0);

    [[nodiscard]] std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform();

    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }

    /// Uniform integer in [0, bound), without modulo bias. Precondition: bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// Standard normal (Box-Muller, one value a call).
    [[nodiscard]] double normal();

    [[nodiscard]] double normal(double mean, double sigma) { return mean + sigma * normal(); }

    /// exp of a normal; `median` > 0.
    [[nodiscard]] double lognormal(double median, double sigma);
    /// Exponential with the given mean > 0.
    [[nodiscard]] double exponential(double mean);
    /// Beta(a, b) with a, b >= 1 (two gammas, Marsaglia & Tsang 2000).
    [[nodiscard]] double beta(double a, double b);

  private:
    [[nodiscard]] double gamma(double shape);

    std::uint64_t m_key;
    std::uint64_t m_counter = 0;
};

} // namespace twin
