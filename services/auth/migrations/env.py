from services.common.migrate import run
from services.auth.models import Base

run(Base.metadata)
