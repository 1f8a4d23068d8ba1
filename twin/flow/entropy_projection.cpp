#include "twin/flow/entropy_projection.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::flow {

namespace {

constexpr double kMaxExponent = 60;   ///< a demand e^60 times its prior is no answer
constexpr unsigned kMaxInner = 400;   ///< conjugate-gradient steps of one Newton step
constexpr unsigned kMaxHalvings = 40; ///< of a step
constexpr double kFlat = 1e-13;       ///< relative rise of D below which its value says nothing
constexpr double kSufficient = 1e-4;  ///< part of the promised rise a step has to bring (Armijo)

/// The dual problem in units in which the prior sums to 1: maximise over μ
///     D(μ) = value·μ − ½ Σ μ² / weight − Σ prior (e^{Aᵀμ} − 1), with weight = spread² · mean / deviation².
/// The matrix that belongs to μ is x = prior · e^{Aᵀμ}.
class Dual
{
  public:
    Dual(const LoadEquations& equations, std::span<const double> prior_bps, double priorSpread)
        : m_equations(equations)
        , m_prior(prior_bps.begin(), prior_bps.end())
        , m_exponent(prior_bps.size())
        , m_x(prior_bps.size())
        , m_direction(prior_bps.size())
        , m_value(equations.value().begin(), equations.value().end())
        , m_inverseWeight(equations.rowCount(), 0)
        , m_predicted(equations.rowCount())
    {
        std::size_t positive = 0;
        for (const double bps : m_prior) {
            m_unit += bps;
            positive += bps > 0 ? 1U : 0U;
        }
        for (double& bps : m_prior) {
            bps /= m_unit;
        }
        m_phi = priorSpread * priorSpread / static_cast<double>(std::max<std::size_t>(1, positive));
        for (std::size_t row = 0; row < m_value.size(); ++row) {
            m_value[row] /= m_unit;
            const double deviation = equations.deviation()[row] / m_unit;
            m_inverseWeight[row] = deviation * deviation / m_phi;
        }
    }

    [[nodiscard]] double unit() const { return m_unit; }

    [[nodiscard]] double phi() const { return m_phi; }

    [[nodiscard]] unsigned products() const { return m_products; }

    [[nodiscard]] const std::vector<double>& x() const { return m_x; }

    [[nodiscard]] const std::vector<double>& predicted() const { return m_predicted; }

    [[nodiscard]] std::size_t rows() const { return m_value.size(); }

    /// D(μ) at given exponents Aᵀμ; x is set. Minus infinity where an exponent is out of reach.
    double valueAt(std::span<const double> mu, std::span<const double> exponent)
    {
        double sum = 0;
        for (std::size_t pair = 0; pair < m_x.size(); ++pair) {
            if (exponent[pair] > kMaxExponent && m_prior[pair] > 0) {
                return -std::numeric_limits<double>::infinity();
            }
            m_x[pair] = m_prior[pair] * std::exp(std::min(exponent[pair], kMaxExponent));
            sum -= m_x[pair] - m_prior[pair];
        }
        for (std::size_t row = 0; row < mu.size(); ++row) {
            sum += mu[row] * (m_value[row] - 0.5 * mu[row] * m_inverseWeight[row]);
        }
        return sum;
    }

    void sums(std::span<const double> mu, std::span<double> exponent)
    {
        ++m_products;
        m_equations.sums(mu, exponent);
    }

    /// Gradient of D at the present x and the given μ; 0 in rows that are not measured.
    void gradient(std::span<const double> mu, std::span<double> out)
    {
        ++m_products;
        m_equations.predict(m_x, m_predicted);
        for (std::size_t row = 0; row < out.size(); ++row) {
            out[row] = m_equations.isMeasured(row)
                           ? m_value[row] - mu[row] * m_inverseWeight[row] - m_predicted[row]
                           : 0;
        }
    }

    /// out = (A diag(x) Aᵀ + diag(1 / weight)) v
    void curvature(std::span<const double> v, std::span<double> out)
    {
        m_products += 2;
        m_equations.sums(v, m_direction);
        for (std::size_t pair = 0; pair < m_direction.size(); ++pair) {
            m_direction[pair] *= m_x[pair];
        }
        m_equations.predict(m_direction, out);
        for (std::size_t row = 0; row < out.size(); ++row) {
            out[row] = m_equations.isMeasured(row) ? out[row] + v[row] * m_inverseWeight[row] : 0;
        }
    }

    /// Diagonal that conjugate gradients are preconditioned by: at least the curvature's own, as shares are
    /// at most 1.
    [[nodiscard]] double diagonal(std::size_t row) const
    {
        return std::max(m_predicted[row] + m_inverseWeight[row], 1e-300);
    }

    /// What is minimised, at the present x.
    [[nodiscard]] double primal() const
    {
        double sum = 0;
        for (std::size_t pair = 0; pair < m_x.size(); ++pair) {
            sum += m_prior[pair] - m_x[pair];
            sum += m_x[pair] > 0 ? m_x[pair] * std::log(m_x[pair] / m_prior[pair]) : 0;
        }
        for (std::size_t row = 0; row < m_value.size(); ++row) {
            if (m_equations.isMeasured(row)) {
                const double off = m_predicted[row] - m_value[row];
                sum += 0.5 * off * off / m_inverseWeight[row];
            }
        }
        return sum;
    }

  private:
    const LoadEquations& m_equations;
    double m_unit = 0;
    double m_phi = 0;
    unsigned m_products = 0;
    std::vector<double> m_prior, m_exponent, m_x, m_direction; ///< by pair
    std::vector<double> m_value, m_inverseWeight, m_predicted; ///< by row
};

double dot(std::span<const double> a, std::span<const double> b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

double norm(std::span<const double> a)
{
    return std::sqrt(dot(a, a));
}

/// Solves curvature · step = gradient until the residual is `tolerance` of the gradient.
std::vector<double> solveNewton(Dual& dual, std::span<const double> gradient, double tolerance)
{
    const std::size_t rows = gradient.size();
    std::vector<double> step(rows, 0);
    std::vector<double> residual(gradient.begin(), gradient.end());
    std::vector<double> scaled(rows);
    std::vector<double> product(rows);
    const auto precondition = [&] {
        for (std::size_t row = 0; row < rows; ++row) {
            scaled[row] = residual[row] / dual.diagonal(row);
        }
    };
    precondition();
    std::vector<double> direction = scaled;
    double power = dot(residual, scaled);
    const double enough = tolerance * norm(gradient);
    for (unsigned inner = 0; inner < kMaxInner && norm(residual) > enough; ++inner) {
        dual.curvature(direction, product);
        const double length = power / dot(direction, product);
        for (std::size_t row = 0; row < rows; ++row) {
            step[row] += length * direction[row];
            residual[row] -= length * product[row];
        }
        precondition();
        const double next = dot(residual, scaled);
        for (std::size_t row = 0; row < rows; ++row) {
            direction[row] = scaled[row] + next / power * direction[row];
        }
        power = next;
    }
    return step;
}

/// Newton's method with step halving. Keeps μ and Aᵀμ.
class Ascent
{
  public:
    Ascent(Dual& dual, std::vector<double>& mu, std::size_t pairs)
        : m_dual(dual)
        , m_mu(mu)
        , m_exponent(pairs)
        , m_gradient(mu.size())
    {
        m_dual.sums(m_mu, m_exponent);
        m_now = m_dual.valueAt(m_mu, m_exponent);
        if (!std::isfinite(m_now)) { // a warm start of another problem
            std::ranges::fill(m_mu, 0.0);
            std::ranges::fill(m_exponent, 0.0);
            m_now = m_dual.valueAt(m_mu, m_exponent);
        }
        m_dual.gradient(m_mu, m_gradient);
    }

    [[nodiscard]] double gradientNorm() const { return norm(m_gradient); }

    [[nodiscard]] double value() const { return m_now; }

    /// @return false when no step helps any more (as far as numbers of this length tell)
    bool step(double relative)
    {
        const double tolerance = std::min(0.1, std::sqrt(relative));
        const std::vector<double> direction = solveNewton(m_dual, m_gradient, tolerance);
        std::vector<double> along(m_exponent.size());
        m_dual.sums(direction, along);
        const double slope = dot(m_gradient, direction);
        double length = 1;
        std::vector<double> mu(m_mu.size());
        std::vector<double> exponent(m_exponent.size());
        for (unsigned halving = 0; halving < kMaxHalvings; ++halving, length /= 2) {
            for (std::size_t row = 0; row < mu.size(); ++row) {
                mu[row] = m_mu[row] + length * direction[row];
            }
            for (std::size_t pair = 0; pair < exponent.size(); ++pair) {
                exponent[pair] = m_exponent[pair] + length * along[pair];
            }
            const double value = m_dual.valueAt(mu, exponent);
            // Near the top the rise drowns in the last digits: there the full step is right.
            if (value >= m_now + kSufficient * length * slope || slope <= kFlat * std::abs(m_now)) {
                m_mu = mu;
                m_exponent = exponent;
                m_now = value;
                m_dual.gradient(m_mu, m_gradient);
                return true;
            }
        }
        m_dual.valueAt(m_mu, m_exponent); // x back to where it was
        return false;
    }

  private:
    Dual& m_dual;
    std::vector<double>& m_mu;
    std::vector<double> m_exponent;
    std::vector<double> m_gradient;
    double m_now = 0;
};

} // namespace

Result<Projection> projectOnLoads(const LoadEquations& equations, std::span<const double> prior_bps,
                                  const ProjectionOptions& options, std::vector<double>& multipliers)
{
    if (std::ranges::none_of(prior_bps, [](double bps) { return bps > 0; })) {
        return failure(ErrorCode::BadInput, "the prior traffic matrix is all zero");
    }
    Dual dual(equations, prior_bps, options.priorSpread);
    multipliers.resize(equations.rowCount(), 0);
    Ascent ascent(dual, multipliers, prior_bps.size());
    Projection out;
    const double measured = std::max(norm(equations.value()) / dual.unit(), 1e-300);
    for (; out.rounds < options.maxRounds; ++out.rounds) {
        if (options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "the deduction was cancelled");
        }
        const double relative = ascent.gradientNorm() / measured;
        if (relative <= options.tolerance) {
            out.converged = true;
            break;
        }
        if (!ascent.step(relative)) {
            break;
        }
    }
    out.objective = dual.primal() / dual.phi();
    out.bound = ascent.value() / dual.phi();
    out.products = dual.products();
    out.pair_bps = dual.x();
    for (double& bps : out.pair_bps) {
        bps *= dual.unit();
    }
    std::vector<double> predicted = dual.predicted();
    for (double& bps : predicted) {
        bps *= dual.unit();
    }
    out.chiSquare = equations.chiSquare(predicted);
    return out;
}

} // namespace twin::flow
