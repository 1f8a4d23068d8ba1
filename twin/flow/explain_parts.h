#pragma once

#include "twin/flow/explain.h"

#include <vector>

/// The three kinds of explain()'s candidates, one file each.
namespace twin::flow {

/// What is still unexplained.
class Unexplained
{
  public:
    explicit Unexplained(const ExplainInput& input);

    /// By arc: (measured − expected) / deviation; 0 where not measured.
    [[nodiscard]] std::span<const double> deviations() const { return m_deviations; }

    /// By arc: 1 / deviation; 0 where not measured, and where the arc is full: what is asked of it cannot be
    /// read off, so it says nothing of how a rate is to be chosen.
    [[nodiscard]] std::span<const double> weight() const { return m_weight; }

    [[nodiscard]] std::size_t readings() const { return m_readings; }

    [[nodiscard]] double chiSquare() const;

    /// By how much chiSquare falls when the model's loads are shifted; loads over the capacity are cut to it.
    [[nodiscard]] double gain(std::span<const double> shift_bps) const;

    void accept(std::span<const double> shift_bps);

  private:
    [[nodiscard]] double deviationAt(std::size_t arc, double asked_bps) const;

    std::vector<double> m_asked;
    std::vector<double> m_capacity;
    std::vector<double> m_measured;
    std::vector<double> m_reading; ///< by arc: 1 / deviation; 0 where not measured
    std::vector<double> m_deviations;
    std::vector<double> m_weight;
    std::size_t m_readings = 0;
};

/// Best first by score; ties by cause, then numbers.
[[nodiscard]] bool isBetter(const Explanation& a, const Explanation& b);

/// The best missing flows, at most `count`, ranked. Errors: Cancelled.
[[nodiscard]] Result<std::vector<Explanation>> missingFlows(const ExplainInput& input,
                                                            const Unexplained& rest, std::size_t count,
                                                            const ExplainOptions& options);
/// Listed flows whose absence explains something, at most `count`, ranked.
[[nodiscard]] std::vector<Explanation> absentFlows(const ExplainInput& input, const Unexplained& rest,
                                                   std::size_t count);

/// What routing by another cost of one link would change. Keeps the trees of the model's own routing, so a
/// trial costs only the destinations whose shortest paths it touches. Immutable once built; any thread.
class CostTrials
{
  public:
    /// Errors: those of RoutingMatrix::build.
    [[nodiscard]] static Result<CostTrials> build(const ExplainInput& input, const ExplainOptions& options);

    /// What the real loads have more than the model's if the link's real cost, both ways, is `factor` times
    /// the model's, by arc.
    [[nodiscard]] std::vector<double> shift(registry::LinkIndex link, double factor) const;

  private:
    explicit CostTrials(const ExplainInput& input)
        : m_input(&input)
    {}

    struct Destination
    {
        network::NodeIndex node;
        std::vector<std::size_t> trees;     ///< its number among the background's destinations: one or none
        std::vector<std::size_t> flows;     ///< that take the shortest path to it
        std::vector<std::int64_t> distance; ///< of every node, or kUnreachable
    };

    [[nodiscard]] bool isTouched(const Destination& destination, std::uint32_t arc, std::int64_t cost) const;

    const ExplainInput* m_input;
    std::vector<RoutingMatrix> m_matrix; ///< of the background: exactly one once built
    std::vector<double> m_pair_bps;
    std::vector<Destination> m_destinations;
};

/// Links whose cost explains something, ranked. Errors: Cancelled.
[[nodiscard]] Result<std::vector<Explanation>> linkCosts(const ExplainInput& input, const CostTrials& trials,
                                                         const Unexplained& rest,
                                                         const ExplainOptions& options);

/// What the real loads have more than the model's if the explanation is right, by arc.
[[nodiscard]] std::vector<double> shiftOf(const ExplainInput& input, const CostTrials& trials,
                                          const Explanation& explanation);

} // namespace twin::flow
