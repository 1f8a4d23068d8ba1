#pragma once

#include "twin/flow/te_columns.h"
#include "twin/flow/te_network.h"
#include "twin/flow/te_paths.h"
#include "twin/flow/te_pricer.h"
#include "twin/flow/te_program.h"
#include "twin/flow/te_tangent.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace twin::flow {

/// Finds the levels of max-min fairness one after the other (shareFairly).
class TeFairLevels
{
  public:
    struct Level
    {
        TeTangent tangent; ///< what stops it
        std::vector<std::uint32_t> commodities;
    };

    /// All must outlive it; `paths` has at least one path of each commodity.
    /// @param expected about the first level
    TeFairLevels(const TeNetwork& network, const std::vector<TeCommodity>& commodities, TePricer& pricer,
                 TePaths& paths, double expected, const TeSettings& settings);

    /// False: cancelled, or not even a first program was solved. Otherwise flows of `paths` carry rates().
    /// When Clp finds no optimum or the rounds of the settings are over, those still open keep the level they
    /// have and are the last level, with a bound that is far off.
    [[nodiscard]] bool run();

    [[nodiscard]] const std::vector<double>& rates() const { return m_rate; }

    [[nodiscard]] std::vector<Level>& levels() { return m_levels; }

    [[nodiscard]] std::uint32_t rounds() const { return m_rounds; }

  private:
    void start(double level);
    [[nodiscard]] bool climb();
    void setRows();
    [[nodiscard]] bool fillUp();
    void stop();
    [[nodiscard]] bool settle();
    void findPaths();
    [[nodiscard]] double unproven() const;

    const TeNetwork* m_network;
    const std::vector<TeCommodity>* m_commodities;
    TePricer* m_pricer;
    TePaths* m_paths;
    TeSettings m_settings;
    std::vector<double> m_scale; ///< by commodity, of the program
    std::unique_ptr<TeProgram> m_program;
    std::unique_ptr<TeColumns> m_columns;
    std::vector<std::uint8_t> m_isOpen; ///< by commodity: gets the level
    std::size_t m_openCount;
    std::vector<double> m_rate; ///< by commodity; of open ones the level
    std::vector<double> m_price;
    double m_level = 0;
    std::vector<Level> m_levels;
    std::uint32_t m_rounds = 0;
};

} // namespace twin::flow
