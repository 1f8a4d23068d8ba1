#pragma once

#include <Qt>

namespace models {

/// Item data roles shared by all models of the console.
enum Role : int {
    KeyRole = Qt::UserRole + 1, ///< models::EntityKey of the row
    SortRole,                   ///< raw value for sorting: double, qlonglong or QString
    SeverityRole,               ///< int, twin::state::Severity; 0 = nothing wrong
    StaleRole,                  ///< bool: the shown value is stale
    KnownRole,                  ///< bool: false = never heard ("unknown", drawn hollow)
    RatioRole,                  ///< double 0..1+ where the cell has a bar, else invalid
    LoadRole,      ///< bool: the ratio is a load, coloured by how high it is; false: a share, of one colour
    SparklineRole, ///< QList<float> of the last minutes, NaN = gap; only on the sparkline column
    UrgentRole,    ///< bool: nobody has acknowledged it yet (bold)
    HandledRole,   ///< bool: acknowledged or shelved (dim)
    UnitRole,   ///< QString: unit to draw dim after the value; of a header: the unit of ExportRole's numbers
    ExportRole, ///< for a spreadsheet: a number in the column's one unit, or text; invalid when not known. Of
                ///< a header: true where the model has it
    DetailRole, ///< QStringList: dim lines below the text
};

} // namespace models
