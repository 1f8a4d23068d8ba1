#pragma once

#include "twin/scenario/ground.h"
#include "twin/state/snapshot.h"
#include "views/view_context.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;

namespace views {

class FieldEditor;

/// Asks with which traffic, seed and name the moment on screen is forked, and forks it: the moment at which
/// it was opened. What is wrong stands under its field. Deletes itself.
class ForkDialog final : public QDialog
{
    Q_OBJECT

  public:
    /// Precondition: there is a moment (PlannerModel::mayFork).
    ForkDialog(const ViewContext& context, QWidget* parent);

  Q_SIGNALS:
    /// There is a new scenario, the current one.
    void forked();

  private:
    void makeFields();
    void makeLayout();
    void showFields();
    void takeIt();
    [[nodiscard]] twin::scenario::DemandKind demand() const;
    /// What is asked for; what is wrong is shown, and the first field with it kept for the focus.
    std::optional<twin::scenario::GroundOptions> read();
    void readRange(twin::scenario::DemandTerms& terms);
    void readForecast(twin::scenario::DemandTerms& terms);
    [[nodiscard]] std::optional<twin::TimeNs> momentOf(FieldEditor& field);
    void complain(FieldEditor& field, const QString& reason);

    const ViewContext& m_context;
    twin::state::SnapshotPtr m_moment;
    QFormLayout* m_form;
    QComboBox* m_traffic;
    QLabel* m_trafficProblem;
    QComboBox* m_growth;
    FieldEditor* m_name = nullptr;
    FieldEditor* m_from = nullptr;
    FieldEditor* m_until = nullptr;
    FieldEditor* m_at = nullptr;
    FieldEditor* m_perQuarter = nullptr;
    FieldEditor* m_seed = nullptr;
    QWidget* m_wrong = nullptr; ///< the first field with something wrong
};

} // namespace views
